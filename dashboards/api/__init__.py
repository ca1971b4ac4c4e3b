"""The public interface for programs: `/api/v1/`, read-only, over the tables of an edition."""
