-- Who may refer to a person: the clinic's staff, their own people, and the very booking that made the person. Booking for
-- a person wants the right to book; so does every other reference to them.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.may_refer_to(organisation bigint, person uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.is_known_here(organisation, person) AND (
        organisation IN (SELECT public.current_member_organisation_ids())
        OR person IN (SELECT public.current_user_person_ids('book'))
        OR EXISTS (SELECT 1 FROM public.patients_patientperson p
                   WHERE p.id = person AND p.link_hash = public.current_link_hash()))
$$;
REVOKE ALL ON FUNCTION public.may_refer_to FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.may_refer_to TO restartix_app;
