"""Turn sightings into an archive in which each note stands once."""
