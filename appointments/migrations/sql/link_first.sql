-- By the link alone first: planned where nobody had said a clinic or a link, as by a check of health, the old text could
-- begin with the clinic for as long as its connection lived, and read all of its visits at each request.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_link_appointment_id() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM (SELECT * FROM public.appointments_appointment l
                      WHERE l.link_hash = public.current_link_hash() OFFSET 0) a
    WHERE a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status <> 'done' AND a.ended_at > now() - interval '30 days'
$$;
CREATE OR REPLACE FUNCTION public.current_review_appointment_id() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM (SELECT * FROM public.appointments_appointment l
                      WHERE l.link_hash = public.current_link_hash() OFFSET 0) a
    WHERE a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status = 'done' AND a.ended_at > now() - interval '30 days'
      AND NOT EXISTS (SELECT 1 FROM public.reviews_review r
                      WHERE r.appointment_id = a.id AND r.given_at <= now() - interval '1 day')
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
