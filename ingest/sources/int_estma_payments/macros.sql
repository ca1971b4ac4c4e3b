-- A report is a company's, of a period and of a kind; the file numbers companies only.
create or replace macro estma_report(company, period_end, kind) as
  concat_ws('-', company, strftime(period_end, '%Y%m%d'),
            trim(regexp_replace(lower(kind), '[^a-z]+', '-', 'g'), '-'));
