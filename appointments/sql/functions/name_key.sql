-- Names compared as people type them: without accents, in small letters, hyphens as spaces, in any order, and with up to
-- two slips.
CREATE OR REPLACE FUNCTION public.name_key(said text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (SELECT pg_catalog.string_agg(word, ' ' ORDER BY word COLLATE "C")
            FROM pg_catalog.regexp_split_to_table(public.searchable(said), '\s+') word WHERE word <> '');
END $$;
