-- Until when a visitor keeps this stretch, for staff who want it; null when nobody does.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.held_until(specialist uuid, since timestamptz, until timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT max(h.expires_at) FROM public.appointments_claim c JOIN public.appointments_hold h ON h.id = c.hold_id
    WHERE c.specialist_id = specialist AND c.blocked_from < until AND c.blocked_until > since AND h.expires_at > now()
      AND EXISTS (SELECT 1 FROM public.organisations_member m
                  WHERE m.user_id = public.current_user_id() AND m.organisation_id = c.organisation_id
                    AND m.organisation_id = public.current_organisation_id())
$$;
REVOKE ALL ON FUNCTION public.held_until FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.held_until TO restartix_app;
