-- The places that a MUNICIPIOS cell names: "Bogotá, D.C." is one; "A, B y C" are three; some cells
-- carry line breaks, full stops and a comma at the end.
create or replace macro gesproy_places(x) as
  list_distinct(list_filter(list_transform(
    regexp_split_to_array(replace(x, 'Bogotá, D.C.', 'Bogotá D.C'), ',|;|\s+y\s+'),
    lambda p: rtrim(trim(regexp_replace(p, '\s+', ' ', 'g')), '.')), lambda p: p <> ''));

-- Whether a place is the whole department.
create or replace macro gesproy_whole(place) as
  starts_with(veta_plain(place), 'todo el departamento');

-- The municipalities of a cell in plain spelling, to compare with those of the department.
create or replace macro gesproy_names(x) as
  list_transform(list_filter(gesproy_places(x), lambda p: not gesproy_whole(p)), lambda p: veta_plain(p));
