"""What goes on paper, drawn by reportlab."""
