-- The whole table of moves; a test holds it and the state machine's equal.
CREATE OR REPLACE FUNCTION public.appointment_moves() RETURNS TABLE (source text, target text, by_patient boolean)
LANGUAGE sql IMMUTABLE AS $$
    VALUES ('booked', 'upcoming', false), ('upcoming', 'confirmed', true),
           ('upcoming', 'inprogress', false), ('confirmed', 'inprogress', false), ('inprogress', 'done', false),
           ('booked', 'cancelled', true), ('upcoming', 'cancelled', true), ('confirmed', 'cancelled', true),
           ('inprogress', 'cancelled', false), ('booked', 'noshow', false), ('upcoming', 'noshow', false),
           ('confirmed', 'noshow', false), ('inprogress', 'noshow', false),
           ('confirmed', 'upcoming', true),
           ('cancelled', 'upcoming', false), ('cancelled', 'booked', false), ('noshow', 'upcoming', false),
           ('noshow', 'booked', false), ('cancelled', 'noshow', false), ('noshow', 'cancelled', false)
$$;
