using System.Text.RegularExpressions;
using Kaki.Goods.Addresses;
using Kaki.Goods.Cart;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Reviews;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.People.Sessions;
using Kaki.Place.Notes;
using Kaki.Place.Topics;
using Kaki.Trust.Screening;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Harness;

/// <summary>Where each route leads in the <see cref="Town"/>: to something that is there.</summary>
internal sealed class Ways
{
    public const string Nowhere = "7Fk3pQ2Zr9x";
    private readonly Dictionary<string, string> there;

    private Ways(Dictionary<string, string> there) => this.there = there;

    /// <summary>The routes whose things a town has none of; they lead nowhere.</summary>
    private static readonly string[] Empty = ["/passkeys/{}", "/refunds/{}", "/feed/served/{}"];

    /// <exception cref="InvalidOperationException">The route has a part nobody has said a way for.</exception>
    public string To(string route) => Fill(route, (prefix, name) => Known(prefix, name) ?? (Empty.Contains(prefix) ? Nowhere : throw new InvalidOperationException($"No way is known to {prefix} of {route}.")));

    /// <summary>The route with something else in place of its <paramref name="part"/>th variable.</summary>
    public string To(string route, int part, string raw)
    {
        var n = 0;
        return Fill(route, (prefix, name) => n++ == part ? raw : Known(prefix, name) ?? Nowhere);
    }

    // Some things are called by an id in one route and by a name in another.
    private string? Known(string prefix, string name) => there.GetValueOrDefault($"{prefix[..^2]}{{{name}}}") ?? there.GetValueOrDefault(prefix);

    /// <summary>What is found somewhere, each of its own kind.</summary>
    public IEnumerable<string> Things => there.Values.Distinct();

    public static int Parts(string route) => Regex.Count(route, Part);

    private const string Part = @"\{(\w+)(:[^/]*?\)\$?\)?|:[^/{}]*)?\??\}";

    private static string Fill(string route, Func<string, string, string> value) => Regex.Replace(route, Part, m =>
        value(Regex.Replace(route[..m.Index].Replace("/api/v1", "", StringComparison.Ordinal), Part, "{}") + "{}", m.Groups[1].Value));

    public static async Task<Ways> In(Town town, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (life, writer, reader) = (town.Life, Town.Writer, Town.Reader);
        async Task<string> First<T>(Func<IQueryable<T>, IQueryable<long>> id) where T : class => new Id(await id(db.Set<T>().AsNoTracking()).OrderBy(x => x).FirstAsync()).ToString();
        var line = await First<OrderLine>(q => q.Where(l => l.OrderId == life.Received.Value).Select(l => l.Id));
        var topic = await First<Topic>(q => q.Where(t => t.Name == "camping").Select(t => t.Id));
        return new(new()
        {
            ["/notes/{}"] = $"{town.Note}", ["/notes/{}/history/pictures/{}"] = await First<NoteEditPicture>(q => q.Select(p => p.PictureId)), ["/notes/{}/comments/{}"] = $"{life.Thread}", ["/comments/{}"] = $"{life.Comment}", ["/publish/{}"] = $"{life.Draft}", ["/drafts/{}"] = $"{life.Draft}",
            ["/@{}"] = writer, ["/people/{}"] = writer, ["/people/{}/{}"] = "followers", ["/followers/{}"] = reader, ["/console/people/{}"] = writer, ["/console/categories/{}"] = "camp",
            ["/collections/{}"] = $"{life.Collection}", ["/goods/{}"] = $"{town.Product}", ["/shops/{}"] = Town.Shop, ["/categories/{}"] = "camp",
            ["/orders/{}"] = $"{life.Paid}", ["/orders/{}/parts/{}"] = $"{life.PaidPart}", ["/console/orders/{}"] = $"{life.Paid}", ["/orders/lines/{}"] = line, ["/office/orders/{}"] = $"{life.PaidPart}", ["/office/goods/{}"] = $"{town.Product}",
            ["/office/stock/{}"] = $"{life.Sku}", ["/office/staff/{}"] = reader, ["/sandbox-pay/{}"] = life.PayUrl.Split('/')[^1].Split('?')[0], ["/reset/{}"] = life.ResetSecret, ["/confirm/{}"] = life.ConfirmSecret,
            ["/addresses/{}"] = await First<Address>(q => q.Select(a => a.Id)), ["/cart/lines/{}"] = await First<CartLine>(q => q.Select(l => l.Id)),
            ["/reviews/{}"] = await First<Review>(q => q.Select(r => r.Id)), ["/office/reviews/{}"] = await First<Review>(q => q.Select(r => r.Id)),
            ["/payments/{}"] = await First<Payment>(q => q.Select(p => p.Id)), ["/pay/{}"] = await First<Payment>(q => q.Select(p => p.Id)),
            ["/topics/{}"] = topic, ["/topics/{name}"] = "camping", ["/payments/{provider}"] = "sandbox", ["/events/{}"] = await First<OutboxRow>(q => q.Where(o => o.State == OutboxState.Parked).Select(o => o.Id)),
            ["/sessions/{}"] = await First<Session>(q => q.Select(s => s.Id)), ["/media/{}"] = await First<Kaki.Kernel.Pictures.Picture>(q => q.Select(p => p.Id)), ["/media/{}/{}"] = "320.webp",
            ["/notices/{}"] = Nowhere, ["/terms/{}"] = Nowhere, ["/faces/{}"] = "7", ["/openapi/{}"] = "v1", ["/stickers/{}"] = "nod", ["/sitemap/{}"] = "notes", ["/sitemap/{}/{}"] = "1",
        });
    }
}
