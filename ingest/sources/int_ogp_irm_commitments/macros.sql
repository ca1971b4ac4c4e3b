-- How the IRM file writes dates. It mixes day/month and month/day; a month is written as its first
-- day in either order. What cannot be told apart (12/11/2013) keeps its year only.
create or replace macro ogp_part(x, n) as try_cast(split_part(x, '/', n) as integer);
create or replace macro ogp_is_slashed(x) as regexp_full_match(x, '\d{1,2}/\d{1,2}/\d{4}');
create or replace macro ogp_year(x) as try_cast(regexp_extract(x, '\d{4}$') as integer);

-- The month of a slashed date, NULL where two months are possible.
create or replace macro ogp_month(x) as
  case when not ogp_is_slashed(x) then null
       when ogp_part(x, 1) > 12 then ogp_part(x, 2)
       when ogp_part(x, 2) > 12 then ogp_part(x, 1)
       when ogp_part(x, 2) = 1 then ogp_part(x, 1)
       when ogp_part(x, 1) = 1 then ogp_part(x, 2) end;

-- The day, where one is written and exists (31/9/2014 does not).
create or replace macro ogp_day(x) as
  case when ogp_is_slashed(x) and greatest(ogp_part(x, 1), ogp_part(x, 2)) > 12
       then try_cast(concat_ws('-', ogp_year(x), ogp_month(x),
                               greatest(ogp_part(x, 1), ogp_part(x, 2))) as date) end;

create or replace macro ogp_quarter(x) as
  try_cast(regexp_extract(x, '^Quarter ([1-4]) \d{4}$', 1) as integer);

-- The last day of what is stated: nothing is late before its month or year is over.
create or replace macro ogp_due(x) as
  coalesce(ogp_day(x),
           last_day(make_date(ogp_year(x), ogp_month(x), 1)),
           last_day(make_date(ogp_year(x), 3 * ogp_quarter(x), 1)),
           make_date(ogp_year(x), 12, 31));
create or replace macro ogp_due_precision(x) as
  case when ogp_day(x) is not null then 'day'
       when ogp_month(x) is not null or ogp_quarter(x) is not null then 'month'
       when ogp_year(x) is not null then 'year' end;

-- The first day of what is stated; a bare year says too little.
create or replace macro ogp_start(x) as
  coalesce(ogp_day(x),
           make_date(ogp_year(x), ogp_month(x), 1),
           make_date(ogp_year(x), 3 * ogp_quarter(x) - 2, 1));

-- A report of which only the year is known was out by the end of it.
create or replace macro ogp_report_date(x) as make_date(try_cast(x as integer), 12, 31);

create or replace macro ogp_text(x) as regexp_replace(x, '<br ?/?>', chr(10), 'g');

-- The numeric code that the published scale gives to a label (codebook of the OGP Explorer).
create or replace macro ogp_code(scale, label) as
  case when scale like 'completion%' then
         case lower(label) when 'withdrawn' then 0 when 'unclear' then 1 when 'a. not started' then 2
              when 'b. limited' then 3 when 'c. substantial' then 4 when 'd. complete' then 5 end
       when scale = 'specificity' then
         case lower(label) when 'none' then 0 when 'a. low' then 1 when 'b. medium' then 2
              when 'c. high' then 3 end
       when scale = 'impact' then
         case lower(label) when 'none' then 0 when 'minor' then 1 when 'moderate' then 2
              when 'transformative' then 3 end
       when scale = 'opened' then
         case lower(label) when 'b. none' then 1 when 'c. marginal' then 2 when 'd. major' then 3 end
  end;

-- Whether a label has its own code beside it; NULL where the label is not on the scale. The codes
-- come in the order of the scales.
create or replace macro ogp_agrees(scale, label, codes) as
  case when ogp_code(scale, label) is not null
       then coalesce(codes[list_position(['completion', 'completion_end', 'specificity', 'impact',
                                          'opened'], scale)]
                     = cast(ogp_code(scale, label) as varchar), false) end;

-- A country, or that of a locality ("Nariño, Colombia").
create or replace macro ogp_country(place) as
  coalesce((select l.iso2 from lookup_countries l where l.country = place),
           (select n.country from lookup_country_names n where n.name = veta_plain(place)),
           (select n.country from lookup_country_names n where n.name = veta_plain(split_part(place, ',', -1))));
