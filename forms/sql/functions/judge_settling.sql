-- Who attached or waived is the login in scope, and when is now. A specialist's form on paper is attached by whose it is to
-- sign; only a patient's form is waived, with a reason. Both while the visit is open, and both can be taken back until then.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.judge_settling() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
REVOKE ALL ON FUNCTION public.judge_settling FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.judge_settling TO restartix_owner;
