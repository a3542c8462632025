-- Whole days before a visit are counted on the clinic's clock, so that a day before 10:00 is 10:00 on the day before,
-- also when the clocks change in between; the rest is counted in minutes.
CREATE OR REPLACE FUNCTION public.reminds_at(starts timestamptz, minutes int, zone text) RETURNS timestamptz LANGUAGE sql STABLE
AS $$ SELECT ((starts AT TIME ZONE zone) - make_interval(days => minutes / 1440)) AT TIME ZONE zone
             - make_interval(mins => minutes % 1440) $$;
GRANT EXECUTE ON FUNCTION public.reminds_at TO restartix_lookup;
