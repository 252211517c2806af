"""Pictures of pages: boxes that OCR found to lines, matrices and indices."""
