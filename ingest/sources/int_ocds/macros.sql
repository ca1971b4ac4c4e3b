-- Where a process was bought: by its publisher, else by the buyer's address, else by its currency.
-- ISO 4217 begins a national currency with the country's own letters; those of several countries say
-- nothing.
create or replace macro ocds_country(process_id, country_name, currency) as coalesce(
  (select p.country from lookup_publishers p where p.publisher = lower(process_id[:11])),
  case when regexp_full_match(country_name, '[A-Z]{2}') then country_name end,
  (select n.country from lookup_country_names n where n.name = veta_plain(country_name)),
  case when regexp_full_match(upper(currency), '[A-W][A-Z]{2}')
            and upper(currency) not in ('ANG', 'AUD', 'CHF', 'DKK', 'EUR', 'ILS', 'INR', 'MAD',
                                        'NOK', 'NZD', 'RUB', 'USD')
       then upper(currency)[:2] end);

-- A party whose name shows that it is of no natural person; whoever's does not may be one.
create or replace macro ocds_party_kind(name) as
  case when name is null then 'unknown'
       when regexp_matches(veta_plain(name), '\b(consorcio|consorzio|consortium|union temporal|ute|joint venture)\b')
       then 'consortium'
       when veta_organisation(name)
            or regexp_matches(veta_plain(name), '\b(s\.? ?r\.? ?l|s\.? ?c\.? ?r\.? ?l|s\.? ?r\.? ?l\.? de c\.? ?v|s\.? ?a\.? de c\.? ?v|s\.? ?a\.? ?a|e\.? ?i\.? ?r\.? ?l|inc|llc|l\.?l\.?p|ltd|limited|gmbh|plc|b\.?v|s\.?p\.?a|n\.?v|pty|corporation|company|s\.? ?a\.? ?p\.? ?i|s\.? ?de ?r\.? ?l|s\. a|secretaria|comision|agencia|sistemas?|servicio|academia|centro de|jefatura|direccion general|asociados|consultores|distribuidora)\b')
            or regexp_matches(veta_plain(name), ', ?[sa]\. ?c\.?$')
            or regexp_matches(lower(name), '(^|[^а-яіїєґ])(тов|тзов|стов|товариство|ооо|оао|зао|пат|прат)($|[^а-яіїєґ])')
       then 'company'
       else 'unknown' end;
