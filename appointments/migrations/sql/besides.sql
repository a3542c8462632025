-- Without a visit to leave out, everything that is spoken for counts, holds too.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.busy_besides(specialists uuid[], since timestamptz, until timestamptz, visit bigint)
RETURNS TABLE (specialist_id uuid, blocked_from timestamptz, blocked_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.specialist_id, c.blocked_from, c.blocked_until FROM public.appointments_claim c
    LEFT JOIN public.appointments_hold h ON h.id = c.hold_id
    WHERE c.specialist_id = ANY (specialists) AND c.organisation_id = public.current_organisation_id()
      AND c.blocked_from < until AND c.blocked_until > since
      AND (visit IS NULL OR c.appointment_id IS DISTINCT FROM visit)
      AND (h.id IS NULL OR (h.expires_at > now() AND h.client_id IS DISTINCT FROM public.current_client_id()))
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
