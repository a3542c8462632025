-- An archive holds what its asker could see when they asked. It is theirs while they may still see that much.
CREATE FUNCTION public.rights_over(person uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(SELECT r FROM unnest(ARRAY['book', 'forms', 'results']) r
                 WHERE person IN (SELECT public.current_user_person_ids(r)))
$$;
CALL public.belongs_to_lookup('public.rights_over(uuid)', 'restartix_app');
CREATE FUNCTION public.note_export_rights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_app' THEN NEW.rights := public.rights_over(NEW.person_id); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rights_are_noted BEFORE INSERT ON public.appointments_export
    FOR EACH ROW EXECUTE FUNCTION public.note_export_rights();
ALTER POLICY asker ON public.appointments_export
    USING (organisation_id = (SELECT public.current_organisation_id()) AND user_id = (SELECT public.current_user_id())
           AND expires_at > now() AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids()))
           AND rights::text[] <@ public.rights_over(person_id));
