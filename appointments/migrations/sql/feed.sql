-- A specialist's own address for their calendar. The web may make and end it; reading through it is a look-up that
-- answers with times and nothing about anybody.
CALL public.guard('public.appointments_calendarfeed');
CALL public.audit('public.appointments_calendarfeed');
CALL public.show_to_lookup('public.appointments_calendarfeed');
GRANT SELECT, INSERT, UPDATE (revoked_at) ON public.appointments_calendarfeed TO restartix_app;
CREATE POLICY own ON public.appointments_calendarfeed TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())));
GRANT UPDATE (read_at) ON public.appointments_calendarfeed TO restartix_lookup;
CREATE POLICY reading_is_noted ON public.appointments_calendarfeed FOR UPDATE TO restartix_lookup USING (true);

CREATE FUNCTION public.open_feed(says_hash text) RETURNS TABLE (specialist_id uuid, language text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.appointments_calendarfeed f SET read_at = now()
    FROM public.appointments_specialist s
    JOIN public.organisations_member m ON m.id = s.member_id
    JOIN public.identity_user u ON u.id = m.user_id
    WHERE f.token_hash = says_hash AND f.revoked_at IS NULL AND f.organisation_id = public.current_organisation_id()
      AND s.id = f.specialist_id AND s.is_active AND u.is_active
    RETURNING s.id, u.language::text
$$;
CREATE FUNCTION public.feed_visits(says_hash text) RETURNS TABLE (
    visit_id bigint, started_at timestamptz, ended_at timestamptz, status text, sequence int, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, a.started_at, a.ended_at, a.status::text, a.sequence, a.created_at
    FROM public.appointments_calendarfeed f
    JOIN public.appointments_appointment a ON a.specialist_id = f.specialist_id
    WHERE f.token_hash = says_hash AND f.revoked_at IS NULL AND f.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status IN ('booked', 'upcoming', 'confirmed', 'inprogress', 'done')
      AND a.started_at > now() - interval '60 days' AND a.started_at < now() + interval '400 days'
    ORDER BY a.started_at, a.id
$$;
CALL public.belongs_to_lookup('public.open_feed(text)', 'restartix_app');
CALL public.belongs_to_lookup('public.feed_visits(text)', 'restartix_app');

ALTER TABLE public.appointments_calendarfeed ADD CONSTRAINT within_appointments_calendarfeed_specialist_id
    FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist (organisation_id, id)
    DEFERRABLE INITIALLY IMMEDIATE;
