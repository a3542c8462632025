-- The two other ways in which a form is settled: signed on paper, the paper attached; or, a patient's form, waived.
DO $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY['forms_signedpaper', 'forms_waiver'] LOOP
        EXECUTE format('CALL public.guard(%L)', 'public.' || one);
        EXECUTE format('CALL public.audit(%L)', 'public.' || one);
        EXECUTE format('CALL public.show_to_lookup(%L)', 'public.' || one);
        EXECUTE format('CALL public.show_to_worker(%L, %L)', 'public.' || one, 'SELECT');
        EXECUTE format('GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON public.%I TO restartix_app', one);
        EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT %I FOREIGN KEY (organisation_id, form_id)
            REFERENCES public.forms_form (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE', one, 'within_' || one || '_form_id');
        EXECUTE format('CREATE POLICY staff_of_the_visit ON public.%I TO restartix_app
            USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
                SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
                WHERE f.id = %I.form_id
                  AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
                       OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))))', one, one);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.%I
            FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', one);
    END LOOP;
END $$;
ALTER TABLE public.forms_signedpaper ADD CONSTRAINT paper_is_small CHECK (octet_length(content) <= 5242880);
-- The paper is a result: whoever may read those of the person reads it, until it is taken back.
CREATE POLICY results ON public.forms_signedpaper FOR SELECT TO restartix_app
    USING (withdrawn_at IS NULL AND organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
        WHERE f.id = forms_signedpaper.form_id
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('results')))));
CREATE POLICY with_its_form ON public.forms_waiver FOR SELECT TO restartix_app
    USING (withdrawn_at IS NULL AND organisation_id = (SELECT public.current_organisation_id())
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_waiver.form_id));
ALTER POLICY patient_reads_results ON public.forms_form USING (
    filled_by <> 'patient' AND status IN ('signed', 'on_paper') AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = forms_form.appointment_id AND a.organisation_id = forms_form.organisation_id
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('results')))));

-- Is there a paper or a waiver that holds for this form?
CREATE FUNCTION public.is_settled_by(asked uuid, how text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE how
        WHEN 'on_paper' THEN EXISTS (SELECT 1 FROM public.forms_signedpaper p WHERE p.form_id = asked AND p.withdrawn_at IS NULL)
        WHEN 'waived' THEN EXISTS (SELECT 1 FROM public.forms_waiver w WHERE w.form_id = asked AND w.withdrawn_at IS NULL)
        ELSE false END
$$;
CALL public.belongs_to_lookup('public.is_settled_by(uuid, text)', 'restartix_lookup');

-- Who attached or waived is the login in scope, and when is now. A specialist's form on paper is attached by whose it is to
-- sign; only a patient's form is waived, with a reason. Both while the visit is open, and both can be taken back until then.
CREATE FUNCTION public.judge_settling() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    form public.forms_form;
    visit_status text;
    name text := (SELECT coalesce(nullif(u.name, ''), u.email) FROM public.identity_user u WHERE u.id = public.current_user_id());
    is_paper boolean := TG_TABLE_NAME = 'forms_signedpaper';
    fits boolean;
BEGIN
    IF session_user <> 'restartix_app' THEN RETURN NEW; END IF;
    SELECT * INTO form FROM public.forms_form f WHERE f.id = NEW.form_id AND f.organisation_id = NEW.organisation_id FOR UPDATE;
    SELECT a.status INTO visit_status FROM public.appointments_appointment a WHERE a.id = form.appointment_id;
    fits := visit_status IN ('upcoming', 'confirmed', 'inprogress')
            OR (is_paper AND form.filled_by = 'specialist' AND visit_status = 'done');
    IF TG_OP = 'UPDATE' THEN
        fits := fits AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND visit_status <> 'done';
        NEW.withdrawn_at := clock_timestamp();
    ELSIF is_paper THEN
        fits := fits AND form.status IN ('pending', 'in_progress', 'completed', 'on_paper')
                AND NEW.attached_by_id = public.current_user_id() AND NEW.withdrawn_at IS NULL
                AND (form.filled_by = 'patient' OR public.may_sign_as_specialist(form));
        NEW.attacher_name := name;
        NEW.attached_at := clock_timestamp();
    ELSE
        fits := fits AND form.status IN ('pending', 'in_progress', 'completed') AND form.filled_by = 'patient'
                AND NEW.waived_by_id = public.current_user_id() AND NEW.withdrawn_at IS NULL AND btrim(NEW.reason) <> '';
        NEW.waiver_name := name;
        NEW.waived_at := clock_timestamp();
    END IF;
    IF fits IS NOT TRUE THEN
        RAISE EXCEPTION 'this form can not be settled so' USING ERRCODE = 'check_violation', CONSTRAINT = 'form_can_be_settled';
    END IF;
    RETURN NEW;
END $$;
GRANT UPDATE (status) ON public.forms_form TO restartix_lookup;
CREATE POLICY lookup_locks ON public.forms_form FOR UPDATE TO restartix_lookup USING (true);
CALL public.belongs_to_lookup('public.judge_settling()', 'restartix_owner');
CREATE TRIGGER form_can_be_settled BEFORE INSERT OR UPDATE ON public.forms_signedpaper
    FOR EACH ROW EXECUTE FUNCTION public.judge_settling();
CREATE TRIGGER form_can_be_settled BEFORE INSERT OR UPDATE ON public.forms_waiver
    FOR EACH ROW EXECUTE FUNCTION public.judge_settling();

-- A form is on paper or waived only beside its paper or waiver; then it rests, until they are taken back.
CREATE FUNCTION public.judge_settled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF session_user <> 'restartix_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND OLD.status IN ('on_paper', 'waived') THEN
        IF to_jsonb(NEW) - 'status' <> to_jsonb(OLD) - 'status' OR (NEW.status <> OLD.status AND
            (NEW.status <> 'in_progress' OR public.is_settled_by(NEW.id, OLD.status))) THEN
            RAISE EXCEPTION 'a settled form does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'settled_rests';
        END IF;
    ELSIF NEW.status IN ('on_paper', 'waived') AND NOT public.is_settled_by(NEW.id, NEW.status) THEN
        RAISE EXCEPTION 'nothing settles this form' USING ERRCODE = 'check_violation', CONSTRAINT = 'settled_is_whole';
    END IF;
    RETURN NEW;
END $$;
CALL public.belongs_to_lookup('public.judge_settled()', 'restartix_owner');
CREATE TRIGGER settled_is_whole BEFORE INSERT OR UPDATE ON public.forms_form
    FOR EACH ROW EXECUTE FUNCTION public.judge_settled();

-- Who has settled all their forms is reminded of none.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.due_reminders(at timestamptz)
RETURNS TABLE (organisation_id bigint, appointment_id bigint, code text, minutes int, sequence int, wants_sms boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.organisation_id, a.id, due.code, due.minutes, a.sequence, a.wants_sms
    FROM public.organisations_organisation o
    JOIN public.appointments_appointment a ON a.organisation_id = o.id
    CROSS JOIN LATERAL (
        SELECT asked.code, asked.minutes FROM (
            SELECT 'reminder' AS code, unnest(o.reminder_minutes) AS minutes
            UNION ALL
            SELECT 'forms', o.forms_reminder_minutes WHERE EXISTS (
                SELECT 1 FROM public.forms_form f
                WHERE f.appointment_id = a.id AND f.filled_by = 'patient' AND f.is_required
                  AND f.status NOT IN ('signed', 'on_paper', 'waived'))
        ) AS asked
        WHERE public.reminds_at(a.started_at, asked.minutes, o.time_zone) <= at
        ORDER BY asked.minutes, asked.code DESC LIMIT 1
    ) AS due
    WHERE a.status IN ('upcoming', 'confirmed') AND a.deleted_at IS NULL AND a.started_at > at
      AND a.started_at <= at + interval '31 days'
      AND NOT EXISTS (SELECT 1 FROM public.effects_effect e
                      WHERE e.once = concat_ws(':', due.code, a.id, a.sequence, due.minutes))
      AND public.reminds_at(a.started_at, due.minutes, o.time_zone) > coalesce(
          (SELECT max(e.created_at) FROM public.effects_effect e
           WHERE e.appointment_id = a.id AND e.kind = 'mail' AND e.code IN ('onboarded', 'moved')), a.created_at)
          + least(interval '6 hours', make_interval(mins => due.minutes / 2))
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
