"""Links where they stand in a text, and what gateways made of them."""
