-- Whoever has left the clinic keeps no window on its calendar.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.open_feed(says_hash text) RETURNS TABLE (specialist_id uuid, language text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.appointments_calendarfeed f SET read_at = now()
    FROM public.appointments_specialist s
    JOIN public.organisations_member m ON m.id = s.member_id
    JOIN public.identity_user u ON u.id = m.user_id
    WHERE f.token_hash = says_hash AND f.revoked_at IS NULL AND f.organisation_id = public.current_organisation_id()
      AND s.id = f.specialist_id AND s.is_active AND u.is_active AND m.ended_at IS NULL
    RETURNING s.id, u.language::text
$$;
REVOKE ALL ON FUNCTION public.open_feed FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.open_feed TO restartix_app;
