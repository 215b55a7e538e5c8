using System.Text;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>FTS5, contentless. Column u holds one term for each place, so a phrase is a phrase; t all other terms; p pinyin.</summary>
internal static class FullTextSqlite
{
    // Stands in a place that no unit has, so that what a comma parts is not side by side.
    private const string Gap = "0xgap";

    public static readonly string[] RawSql = ["create virtual table place_search using fts5(t, u, p, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\")"];

    public static async Task Put(AppDb db, long id, IndexTerms terms)
    {
        await Remove(db, [id]);
        var others = string.Join(' ', terms.Others.Select(o => o.Term));
        var units = Placed(terms.Units);
        var pinyin = string.Join(' ', terms.Pinyin.Select(IndexTerms.Encode));
        await db.Database.ExecuteSqlAsync($"insert into place_search(rowid, t, u, p) values ({id}, {others}, {units}, {pinyin})");
    }

    public static async Task Remove(AppDb db, IReadOnlyCollection<long> ids)
    {
        foreach (var id in ids) await db.Database.ExecuteSqlAsync($"delete from place_search where rowid = {id}");
    }

    public static IQueryable<SearchDoc> Matching(AppDb db, string expression) => db.Set<SearchDoc>().FromSql(
        $"select d.* from place_search_docs d join place_search on place_search.rowid = d.id where place_search match {expression}");

    public static string Say(Query query)
    {
        var must = string.Join(" AND ", query.Must.Select(Say));
        return query.MustNot.Count == 0 ? must : $"({must}) NOT ({string.Join(" OR ", query.MustNot.Select(Say))})";
    }

    public static string SayPinyin(string pinyin) => $"p : \"{IndexTerms.Encode(pinyin)}\"";

    private static string Say(Clause clause)
    {
        if (clause.IsPhrase) return $"(u : \"{string.Join(' ', clause.Units.Select(IndexTerms.Encode))}\")";
        var ways = clause.AnyOf.Select(all => "(" + string.Join(" AND ", all.Select(Term)) + ")").ToList();
        if (clause.Prefix is { } prefix) ways.Add($"(u : \"{IndexTerms.Encode(prefix)}\" *)");
        return "(" + string.Join(" OR ", ways) + ")";
    }

    private static string Term(string term) => $"({{t u}} : \"{IndexTerms.Encode(term)}\")";

    private static string Placed(IReadOnlyList<(string Term, int Position)> units)
    {
        var text = new StringBuilder();
        var next = 0;
        foreach (var (term, position) in units)
        {
            for (; next < position; next++) text.Append(Gap).Append(' ');
            text.Append(term).Append(' ');
            next = position + 1;
        }
        return text.ToString();
    }
}
