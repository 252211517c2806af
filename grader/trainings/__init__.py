"""What networks of the course's own come to: trained once for several seeds, kept on disk, never trained again while anybody is marked."""
