"""Parts of the Word document: styles, tables, figures, sections, and the sandbox of templates."""
