"""What programs print, and tables drawn with signs, as lines in linear notation."""
