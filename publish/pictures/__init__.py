"""Pictures as inline SVG, made on the server: no script, no style attribute, words for those who do not see them."""
