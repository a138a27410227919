/**
 * SQL: true for a claim `c` of which every stating passage is lost, as `hasLostPassages` says of a view. Without stating passages it
 * is not lost.
 */
export const isLostSql = `(exists (select from claim_passage s where s.claim_id = c.id and s.role = 'statement')
  and not exists (select from claim_passage s join passage q on q.id = s.passage_id
                   where s.claim_id = c.id and s.role = 'statement' and q.verify_state <> 'lost'))`;
