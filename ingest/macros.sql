-- How published text becomes values. Loaded into every DuckDB connection that conforms rows.
-- Each macro gives NULL for text that it cannot read; the caller turns that into a reject.

-- Cells: blanks, tabs, line ends and no-break spaces around the text go. Trimming by a set of
-- characters is slow, so only cells that need it are trimmed: those that start before '!' or with a
-- no-break space, or end with one of the five.
create or replace macro veta_trim(x) as
  case when x >= '!' and not (x >= chr(160) and x < chr(161)) and not ends_with(x, ' ')
            and not ends_with(x, chr(9)) and not ends_with(x, chr(10))
            and not ends_with(x, chr(13)) and not ends_with(x, chr(160))
       then x else nullif(trim(x, ' ' || chr(9) || chr(10) || chr(13) || chr(160)), '') end;

-- Numbers: thousands marks, currency signs, percent signs, blanks and (accounting) negatives go.
-- The plain case is tried first because it is nearly all of a large file.
create or replace macro veta_bare(x) as
  regexp_replace(regexp_replace(x, '(?i)S/\.?|COP|PEN|USD|[\s$%\x{00A0}\x{202F}]', '', 'g'),
                 '^\((.+)\)$', '-\1');

-- A mark of thousands stands before every group of three digits or nowhere: in a file with decimal
-- points "3,5" is no 35, and in one with decimal commas "12.5" is no 125.
create or replace macro veta_ungrouped(x, mark, decimal_mark) as
  case when not contains(x, mark) then x
       when regexp_full_match(replace(replace(x, mark, 'g'), decimal_mark, 'd'),
                              '[+-]?[1-9][0-9]{0,2}(g[0-9]{3})+(d[0-9]*)?')
       then replace(x, mark, '') end;

-- An amount that was read already stays what it is.
create or replace macro veta_decimal_point
  (x varchar) as case when contains(x, '_') then null
       else coalesce(try_cast(x as decimal(38, 12)),
                     try_cast(veta_ungrouped(veta_bare(x), ',', '.') as decimal(38, 12))) end,
  (x decimal(38, 12)) as x;

create or replace macro veta_decimal_comma(x) as
  case when contains(x, '_') then null
       else try_cast(replace(veta_ungrouped(veta_bare(x), '.', ','), ',', '.') as decimal(38, 12)) end;

create or replace macro veta_integer(x varchar) as
  coalesce(case when regexp_full_match(x, '-?[0-9]{1,18}') then cast(x as bigint) end,
           case when veta_decimal_point(x) = trunc(veta_decimal_point(x))
                then try_cast(veta_decimal_point(x) as bigint) end);

-- Codes: 5001, "5,001", 5001.0 and 05001 are one code. Letters stay letters.
create or replace macro veta_code(x, width) as
  case when length(x) = width and regexp_full_match(x, '[0-9]+') then x
       when regexp_full_match(x, '[0-9]{1,3}(,[0-9]{3})+|[0-9]+(\.0+)?')
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

-- Money is kept to the cent, rounded half to even. It comes with twelve decimals: with fewer, a value
-- just below half a cent would be rounded twice, up to the half and then away.
create or replace macro veta_money(x) as try_cast(round_even(x, 2) as decimal(20, 2));

-- An amount written with a point and two decimals at most is exact as it stands. Most are 0.
create or replace macro veta_plain_money(x) as
  case when x = '0' then cast(0 as decimal(18, 2))
       when regexp_full_match(x, '-?[0-9]{1,16}(\.[0-9]{1,2})?') then cast(x as decimal(18, 2)) end;

-- Colombia: the check digit of a NIT, by DIAN's weights; x is the number without it.
create or replace macro veta_nit_digit(x) as
  [0, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1][cast(1 + list_sum(list_transform(range(1, length(x) + 1),
    lambda i: cast(x[length(x) - i + 1] as integer)
              * [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71][i])) % 11 as integer)];

-- Colombia: a tax number without dots and without check digit, which offices give or leave out.
create or replace macro veta_bare_nit(x) as
  regexp_replace(regexp_replace(x, '-\s*[0-9]\s*$', ''), '[^0-9]', '', 'g');
create or replace macro veta_nit(x) as
  case when regexp_full_match(veta_bare_nit(x), '[89][0-9]{9}')
            and right(veta_bare_nit(x), 1) = cast(veta_nit_digit(veta_bare_nit(x)[:9]) as varchar)
       then veta_bare_nit(x)[:9] else nullif(veta_bare_nit(x), '') end;

-- Colombia: words by which a name shows that it is of no natural person.
create or replace macro veta_organisation(x) as
  regexp_matches(veta_plain(x), '\b(s\.?a\.?s|s\.?a|l\.?t\.?d\.?a|limitada|cia|compania|e\.?s\.?p|e\.?s\.?e|e\.?u|ips|s\.? ?en ?c|inc|corp|fundacion|cruz roja|asesorias|corporacion|asociacion|cooperativa|consorcio|union temporal|sociedad|empresa|municipio|alcaldia|departamento|gobernacion|universidad|hospital|clinica|red de salud|grupo|constructora|cuerpo de bomberos|cabildo|resguardo|junta|fondo|instituto|ministerio)\b');

-- Colombia: what a supplier is. Offices type a cédula as NIT, so the number decides: company
-- numbers run from 800 to 909 million. A nine-digit number that is also an eight-digit cédula with
-- its check digit stays unknown unless the name is an organisation's.
create or replace macro veta_co_supplier_kind(document_type, document, name, is_group) as
  case when veta_plain(is_group) in ('si', 'true', '1')
            or regexp_matches(veta_plain(name), '^(consorcio|union temporal|u\.?t\.?)\b') then 'consortium'
       when regexp_matches(veta_plain(document_type), 'cedula|pasaporte|tarjeta de identidad|persona natural|registro civil|permiso') then 'person'
       when regexp_full_match(veta_nit(document), '8[0-9]{8}|90[0-9]{7}')
            and (veta_organisation(name)
                 or right(veta_nit(document), 1) <> cast(veta_nit_digit(veta_nit(document)[:8]) as varchar))
       then 'company'
       else 'unknown' end;

-- Colombia: the tax number of a company; NULL for a person, whose document becomes a pseudonym. A
-- consortium often has no number of its own yet: the platform's supplier code stands for it.
create or replace macro veta_co_company_id(document_type, document, name, is_group, code) as
  case veta_co_supplier_kind(document_type, document, name, is_group)
    when 'company' then veta_nit(document)
    when 'consortium' then
      case when regexp_full_match(veta_nit(document), '8[0-9]{8}|90[0-9]{7}') then veta_nit(document)
           else 'secop-' || code end end;

-- Colombia: what a person's pseudonym is made from.
create or replace macro veta_co_person_key(document, code) as
  coalesce(nullif(regexp_replace(document, '[^0-9A-Za-z]', '', 'g'), ''), 'secop-' || code);

-- Colombia: what a body of the Treasury's royalty system (SPGR) is, by its code, and where it is.
create or replace macro veta_spgr_kind(code, pot) as
  case when code like 'COR%' then 'corporation'
       when regexp_full_match(code, '[0-9]{5}') then case when code like '__000' then 'department' else 'municipality' end
       when pot is not null then 'region_pot' else 'other' end;
create or replace macro veta_spgr_territory(code) as
  case when regexp_full_match(code, '[0-9]{5}') then
    case when code like '__000' then 'CO-' || code[:2] else 'CO-' || code end end;
-- The name of a fund without commas and double blanks, as lookups/spgr_funds.csv has it.
create or replace macro veta_spgr_fund(fund) as
  trim(regexp_replace(replace(veta_plain(fund), ',', ''), '\s+', ' ', 'g'));

-- Colombia: the notice that a process's public address speaks of, in SECOP II and in SECOP I.
create or replace macro veta_co_notice(url) as
  coalesce(nullif(regexp_extract(url, 'noticeUID=(CO1\.NTC\.[0-9]+)', 1), ''),
           nullif(regexp_extract(url, 'numConstancia=([0-9]+(-[0-9]+)+)', 1), ''));
