"""What lists, gateways and archives add to a body, recognised by name."""
