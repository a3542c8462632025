-- A private link acts for one visit until it is over, and lapses 30 days after it. By the link alone first: planned where
-- nobody had said a clinic or a link, as by a check of health, the text could begin with the clinic for as long as its
-- connection lived, and read all of its visits at each request.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_link_appointment_id() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM (SELECT * FROM public.appointments_appointment l
                      WHERE l.link_hash = public.current_link_hash() OFFSET 0) a
    WHERE a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status <> 'done' AND a.ended_at > now() - interval '30 days'
      AND NOT public.current_link_is_barred()
$$;
REVOKE ALL ON FUNCTION public.current_link_appointment_id FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_link_appointment_id TO restartix_app;
