-- How published text becomes values. Loaded into every DuckDB connection that conforms rows.
-- Each macro gives NULL for text that it cannot read; the caller turns that into a reject.

-- Numbers: thousands marks, currency signs, percent signs, blanks and (accounting) negatives go.
-- The plain case is tried first because it is nearly all of a large file.
create or replace macro veta_bare(x) as
  regexp_replace(regexp_replace(x, '(?i)S/\.?|COP|PEN|USD|[\s$%\x{00A0}\x{202F}]', '', 'g'),
                 '^\((.+)\)$', '-\1');

create or replace macro veta_decimal_point(x) as
  case when contains(x, '_') then null
       else coalesce(try_cast(x as decimal(38, 6)),
                     try_cast(replace(veta_bare(x), ',', '') as decimal(38, 6))) end;

create or replace macro veta_decimal_comma(x) as
  case when contains(x, '_') then null
       else try_cast(replace(replace(veta_bare(x), '.', ''), ',', '.') as decimal(38, 6)) end;

create or replace macro veta_integer(x) as
  case when veta_decimal_point(x) = trunc(veta_decimal_point(x))
       then try_cast(veta_decimal_point(x) as bigint) end;

-- Codes: 5001, "5,001", 5001.0 and 05001 are one code. Letters stay letters.
create or replace macro veta_code(x, width) as
  case when regexp_full_match(x, '[0-9]{1,3}(,[0-9]{3})+|[0-9]+(\.0+)?')
       then case when length(regexp_replace(replace(x, ',', ''), '\.0+$', '')) <= width
                 then lpad(regexp_replace(replace(x, ',', ''), '\.0+$', ''), width, '0') end
       end;

-- A number without marks that Excel kept as a date: days since 1899-12-30.
create or replace macro veta_excel_date(x) as
  case when try_cast(x as double) between 1 and 80000
       then date '1899-12-30' + cast(floor(try_cast(x as double)) as integer) end;

create or replace macro veta_plain(x) as
  trim(regexp_replace(lower(strip_accents(x)), '\s+', ' ', 'g'));

create or replace macro veta_boolean(x) as
  case when veta_plain(x) in ('si', 's', 'yes', 'y', 'true', 'verdadero', '1', 'x') then true
       when veta_plain(x) in ('no', 'n', 'false', 'falso', '0') then false end;

-- Money is kept to the cent, rounded half to even.
create or replace macro veta_money(x) as try_cast(round_even(x, 2) as decimal(20, 2));
