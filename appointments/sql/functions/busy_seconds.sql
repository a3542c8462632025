-- When specialists are spoken for, a row each with their stretches in order, as seconds: a month of a busy clinic is
-- thousands of stretches, which cost more to carry than to find. A visit to leave out is no obstacle to its own move;
-- without one everything that is spoken for counts, holds too.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.busy_seconds(specialists uuid[], since timestamptz, until timestamptz, visit bigint)
RETURNS TABLE (specialist_id uuid, starts bigint[], ends bigint[])
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.specialist_id, array_agg(extract(epoch FROM c.blocked_from)::bigint ORDER BY c.blocked_from),
           array_agg(extract(epoch FROM c.blocked_until)::bigint ORDER BY c.blocked_from)
    FROM public.appointments_claim c
    LEFT JOIN public.appointments_hold h ON h.id = c.hold_id
    WHERE c.specialist_id = ANY (specialists) AND c.organisation_id = public.current_organisation_id()
      AND c.blocked_from >= since - interval '1 day' AND c.blocked_from < until AND c.blocked_until > since
      AND (visit IS NULL OR c.appointment_id IS DISTINCT FROM visit)
      AND (h.id IS NULL OR (h.expires_at > now() AND h.client_id IS DISTINCT FROM public.current_client_id()))
    GROUP BY 1
$$;
REVOKE ALL ON FUNCTION public.busy_seconds FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.busy_seconds TO restartix_app, restartix_worker;
