-- The common word for a label of a drop-down; a label that is not on the list stays as it is, so
-- that the row is rejected with it.
create or replace macro watchdog_word(wanted, written) as
  coalesce((select any_value(v.value) from lookup_vocabulary v
            where v.list = wanted and veta_plain(v.label) = veta_plain(written)), written);

-- Codes are the organisation's own: its name, taken from the file's, keeps them apart.
create or replace macro watchdog_code(organisation, code) as
  upper(organisation || '-' || regexp_replace(strip_accents(trim(code)), '\s+', '-', 'g'));

create or replace macro watchdog_territory(x) as upper(replace(x, ' ', ''));

-- What makes a row of the sheet Espacios a forum; commitments of one that is none are rejected too.
create or replace macro watchdog_is_forum(title, sort, place) as
  title is not null and regexp_full_match(upper(place), '[A-Z]{2}')
  and exists (select 1 from lookup_vocabulary v
              where v.list = 'kind' and veta_plain(v.label) = veta_plain(sort));
