"""What a mail holds: its parts, their bytes as text, and what transport did to them."""
