"""Charts and links that live on other people's pages: embeds, pictures, previews, catalogues."""
