-- A name in a cell of suppliers or officials that is, or may be, a natural person's.
create or replace macro secop_official(name) as
  case when not coalesce(veta_organisation(name), false) then name end;
