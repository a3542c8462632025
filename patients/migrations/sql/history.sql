-- What becomes of a person's profile, value by value: who, when, at which clinic, in which visit.
CALL public.guard('public.patients_profilechange');
GRANT SELECT ON public.patients_profilechange TO restartix_app;
GRANT INSERT ON public.patients_profilechange TO restartix_lookup;
CREATE POLICY trigger_writes ON public.patients_profilechange FOR INSERT TO restartix_lookup WITH CHECK (true);
CREATE POLICY own_affairs ON public.patients_profilechange FOR SELECT TO restartix_app
    USING (person_id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));
CREATE POLICY with_the_profile ON public.patients_profilechange FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_patientprofile p WHERE p.person_id = patients_profilechange.person_id));
CREATE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.patients_profilechange
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.patients_profilechange
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE FUNCTION public.keep_profile_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    now_is jsonb := to_jsonb(NEW);
    whose uuid := coalesce(now_is ->> 'person_id', now_is ->> 'id')::uuid;
    me uuid := public.current_user_id();
    kind text;
BEGIN
    IF session_user = 'restartix_owner' THEN RETURN NULL; END IF;
    kind := CASE
        WHEN EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = whose AND p.user_id = me) THEN 'patient'
        WHEN EXISTS (SELECT public.current_member_organisation_ids()) THEN 'staff'
        WHEN me IS NOT NULL THEN 'guardian'
        WHEN public.current_link_hash() IS NOT NULL THEN 'link'
        ELSE 'system' END;
    INSERT INTO public.patients_profilechange
        (id, person_id, organisation_id, appointment_id, at, actor_user_id, actor_kind, attribute, old, new)
    SELECT gen_random_uuid(), whose, public.current_organisation_id(),
           nullif(current_setting('app.visit_id', true), '')::bigint, clock_timestamp(), me, kind,
           v.key, coalesce(was ->> v.key, ''), coalesce(v.value, '')
    FROM jsonb_each_text(now_is) v
    WHERE coalesce(was ->> v.key, '') <> coalesce(v.value, '') AND v.key = ANY (
        CASE WHEN TG_TABLE_NAME = 'patients_patientperson' THEN ARRAY['name', 'phone', 'birth_date']
             ELSE ARRAY(SELECT jsonb_object_keys(now_is - 'person_id' - 'updated_at')) END);
    RETURN NULL;
END $$;
CALL public.belongs_to_lookup('public.keep_profile_change()', 'restartix_owner');
CREATE TRIGGER kept_in_history AFTER UPDATE OF name, phone, birth_date ON public.patients_patientperson
    FOR EACH ROW EXECUTE FUNCTION public.keep_profile_change();
CREATE TRIGGER kept_in_history AFTER INSERT OR UPDATE ON public.patients_patientprofile
    FOR EACH ROW EXECUTE FUNCTION public.keep_profile_change();

-- When somebody was born decides until when others act for them: whoever acts for them does not change it.
CREATE FUNCTION public.keep_birth_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_owner' OR NEW.user_id = public.current_user_id() THEN RETURN NEW; END IF;
    IF EXISTS (SELECT public.current_member_organisation_ids()) THEN RETURN NEW; END IF;
    IF current_user = 'restartix_app' THEN
        RAISE EXCEPTION 'not a guardian''s to change' USING ERRCODE = 'check_violation', CONSTRAINT = 'birth_date_is_kept';
    END IF;
    NEW.birth_date := OLD.birth_date;
    RETURN NEW;
END $$;
CREATE TRIGGER birth_date_is_kept BEFORE UPDATE OF birth_date ON public.patients_patientperson FOR EACH ROW
    WHEN (OLD.birth_date IS NOT NULL AND NEW.birth_date IS DISTINCT FROM OLD.birth_date)
    EXECUTE FUNCTION public.keep_birth_date();
