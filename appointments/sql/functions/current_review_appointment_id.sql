-- After a visit that was done the link is for its review alone: for 30 days, or until a day after it was given. By the link
-- alone first (see current_link_appointment_id).
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_review_appointment_id() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM (SELECT * FROM public.appointments_appointment l
                      WHERE l.link_hash = public.current_link_hash() OFFSET 0) a
    WHERE a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status = 'done' AND a.ended_at > now() - interval '30 days'
      AND NOT EXISTS (SELECT 1 FROM public.reviews_review r
                      WHERE r.appointment_id = a.id AND r.given_at <= now() - interval '1 day')
      AND public.current_link_rights() && ARRAY['results', 'review']
$$;
REVOKE ALL ON FUNCTION public.current_review_appointment_id FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_review_appointment_id TO restartix_app;
