using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Reviews;
using Kaki.Host.Demo;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.People.Accounts;
using Kaki.People.Interests;
using Kaki.Place.Comments;
using Kaki.Place.Notes;

namespace Kaki.Tests.Host.Demo;

public class DemoContentTests
{
    private readonly DemoContent content = new();

    // SQLite takes a text of any length and PostgreSQL does not: what is too long stops the filling there.
    [Fact]
    public async Task Every_text_fits_into_its_column()
    {
        await using var database = new OwnDatabase(Provider.Sqlite);
        var tooLong = Texts().Where(t => t.Text is not null && t.Text.Length > Longest(database.Db, t.Entity, t.Column)).Select(t => $"{t.Entity.Name}.{t.Column}: {t.Text}");
        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void Comments_in_both_languages_hold_stickers_and_only_drawn_ones()
    {
        var byLanguage = content.Notes.ToLookup(n => n.Lang, n => (n.Comments ?? []).SelectMany(c => (DemoComment[])[c, .. c.Replies ?? []]).Select(c => c.Sticker).OfType<string>());
        foreach (var language in new[] { "zh", "en" })
        {
            var stickers = byLanguage[language].SelectMany(s => s).ToList();
            stickers.Count.ShouldBeGreaterThan(2, language);
            stickers.ShouldBeSubsetOf(Kaki.Place.Stickers.Codes);
        }
    }

    [Fact]
    public void Whatever_interest_somebody_picks_there_are_notes_about_it_in_their_language()
    {
        var written = content.Notes.SelectMany(n => NoteText.Topics(n.Body).Concat(n.Topics).Select(Folding.OneWord).Distinct().Select(t => (n.Lang, t))).ToLookup(t => t);
        var few = InterestList.Groups.SelectMany(g => g.Tags).SelectMany(t => new[] { ("zh", t.Zh), ("en", t.En) }).Where(t => written[(t.Item1, Folding.OneWord(t.Item2))].Count() < 2);
        few.ShouldBeEmpty();
    }

    [Fact]
    public void Some_notes_hold_what_moderators_are_to_look_at_and_not_too_many()
    {
        var marked = content.Notes.Where(n => content.Terms.Any(t => (n.Title + n.Body).Contains(t.Text, StringComparison.OrdinalIgnoreCase))).ToList();
        marked.Count.ShouldBeInRange(2, 6);
        marked.Select(n => n.Lang).Distinct().Order().ShouldBe(["en", "zh"]);
    }

    [Fact]
    public void What_lies_around_the_notes_names_what_is_there()
    {
        var (notes, people) = (content.Notes.ToDictionary(n => n.Id), content.Members.Select(m => m.Handle).ToHashSet());
        content.Collections.Count.ShouldBeGreaterThan(5);
        content.Collections.SelectMany(c => c.Notes).ShouldAllBe(n => notes.ContainsKey(n));
        content.Collections.ShouldAllBe(c => people.Contains(c.Owner) && c.Name.Length <= Kaki.Place.Saving.Collection.LongestName);
        content.Topics.Select(t => t.Name).ShouldBeSubsetOf(content.Notes.SelectMany(n => n.Topics));
        content.Searches.ShouldAllBe(s => s.Times >= Kaki.Place.Search.HotSearches.FewestAsked);
        content.Notes.Count(n => n.Disclosure?.Contains("ai-made") == true).ShouldBeGreaterThan(5);
        var edited = content.Notes.Where(n => n.Edited is not null).ToList();
        edited.Count.ShouldBeGreaterThan(3);
        foreach (var n in edited) n.Edited!.ShouldAllBe(e => (n.Title + n.Body).Contains(e.Now) && e.After < n.DaysAgo);
        var comments = content.Notes.SelectMany(n => n.Comments ?? []).ToList();
        (comments.Count(c => c.Pinned), comments.Count(c => c.Folded)).ShouldBe((6, 1));
        content.Notes.Where(n => n.Comments?.Count(c => c.Pinned) > 1).ShouldBeEmpty();
    }

    private static int Longest(AppDb db, Type entity, string column) =>
        db.Model.FindEntityType(entity)!.FindProperty(column)!.GetMaxLength() ?? throw new InvalidOperationException($"{entity.Name}.{column} has no bound.");

    private IEnumerable<(Type Entity, string Column, string? Text)> Texts() => [.. People(), .. Goods(), .. Notes()];

    private IEnumerable<(Type, string, string?)> People()
    {
        foreach (var m in content.Members)
            foreach (var (column, text) in new[] { ("Handle", m.Handle), ("Name", m.Name), ("Bio", m.Bio), ("Region", m.Region), ("City", m.City) })
                yield return (typeof(Member), column, text);
    }

    private IEnumerable<(Type, string, string?)> Goods()
    {
        foreach (var m in content.Merchants) yield return (typeof(Merchant), "Slug", m.Slug);
        foreach (var s in content.Products.SelectMany(p => p.Skus)) yield return (typeof(Sku), "Code", s.Code);
        foreach (var r in content.Reviews)
            foreach (var (column, text) in new[] { ("Text", r.Text), ("Reply", r.Reply) }) yield return (typeof(Review), column, text);
    }

    private IEnumerable<(Type, string, string?)> Notes()
    {
        foreach (var n in content.Notes)
        {
            foreach (var (column, text) in new[] { ("Title", n.Title), ("Body", n.Body), ("PlaceName", n.Place?.Name), ("City", n.Place?.City) }) yield return (typeof(Note), column, text);
            foreach (var p in n.Pictures) yield return (typeof(NotePicture), "Alt", p.Alt);
            foreach (var c in n.Comments ?? []) yield return (typeof(Comment), "Text", c.Text);
        }
    }
}
