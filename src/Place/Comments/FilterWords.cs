using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Learning.Text;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>An author lists words; comments that hold one, however it is bent, wait for the author's approval.</summary>
internal sealed class FilterWords(AppDb db, RateLimit limit)
{
    public sealed record Listing(IReadOnlyList<string> Words);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/comment-words").WithTags("comments");
        group.MapGet("", async (Caller caller, FilterWords words) => TypedResults.Ok(new Listing(await words.Of(caller.Member)))).WithName("listCommentWords").WithSummary("The words one does not want under one's notes");
        group.MapPut("", async (Listing input, Caller caller, FilterWords words) => TypedResults.Ok(new Listing(await words.Put(caller, input.Words)))).WithName("putCommentWords").WithSummary("Replace the list");
    }

    public async Task<IReadOnlyList<string>> Of(long member) =>
        await db.Set<FilterWord>().Where(w => w.MemberId == member).OrderBy(w => w.Word).Select(w => w.Word).ToListAsync();

    public async Task<IReadOnlyList<string>> Put(Caller caller, IReadOnlyList<string>? input)
    {
        var me = caller.Member;
        var words = (input ?? []).Select(w => w.Trim()).Where(w => w.Length > 0).DistinctBy(Folding.Key).ToList();
        if (words.Count > FilterWord.Most) throw Refusal.Invalid("words", "comment.words_many", FilterWord.Most);
        if (words.Any(w => w.Length > FilterWord.Longest || Folding.Key(w) is { Length: 0 or > FilterWord.Longest } || !w.Any(char.IsLetterOrDigit))) throw Refusal.Invalid("words", "comment.word_length", FilterWord.Longest);
        await limit.Take("comment.words", me.ToString(), 60, TimeSpan.FromHours(1));
        await db.Write(async () =>
        {
            if (db.Provider == Provider.Postgres) await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({me})"); // two saves of one person take turns
            await db.Set<FilterWord>().Where(w => w.MemberId == me).ExecuteDeleteAsync();
            foreach (var word in words) db.Add(new FilterWord { MemberId = me, Word = word, Folded = Folding.Key(word) });
        });
        return words;
    }

    public async Task<bool> Catches(long author, string text)
    {
        var words = await Of(author);
        return words.Count > 0 && TermMatcher.Build(words).Find(text).Count > 0;
    }
}
