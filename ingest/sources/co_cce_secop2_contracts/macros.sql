-- A name in a cell of officials; some offices type their own name there.
create or replace macro secop_official(name) as
  case when not coalesce(veta_organisation(name), false) then name end;

-- The name of a supplier who is, or may be, a natural person.
create or replace macro secop_person(document_type, document, name, is_group) as
  case when veta_co_supplier_kind(document_type, document, name, is_group) in ('person', 'unknown')
       then secop_official(name) end;

-- The first three words of a name: a second surname is often left out or typed otherwise where the
-- person is named again in a text.
create or replace macro secop_short_name(name) as
  nullif(regexp_extract(name, '^\s*\S+\s+\S+\s+\S{4,}'), '');
