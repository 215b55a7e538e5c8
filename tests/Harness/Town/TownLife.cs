using Kaki.Goods;
using Kaki.Goods.Addresses;
using Kaki.Goods.Cart;
using Kaki.Goods.Checkout;
using Kaki.Goods.Orders;
using Kaki.Goods.Reviews;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.People.Accounts;
using Kaki.Place.Comments;
using Kaki.Place.Notes;
using Kaki.Place.Publishing;
using Kaki.Place.Reporting;
using Kaki.Place.Saving;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Harness;

/// <summary>What people of the town have done, so that no page of theirs is a blank one.</summary>
internal sealed record TownLife
{
    public required Id Unpaid { get; init; }
    public required string PayUrl { get; init; }
    public required Id Paid { get; init; }
    public required Id PaidPart { get; init; }
    public required Id Shipped { get; init; }
    public required Id Received { get; init; }
    public required Id Reviewed { get; init; }
    public required Id Review { get; init; }
    public required Id Sku { get; init; }
    public required Id Thread { get; init; }
    public required Id Comment { get; init; }
    public required Id Collection { get; init; }
    public required Id Draft { get; init; }

    // Secrets of letters: a fresh one for each reading would be wasteful, and looking at the page does not use it up.
    public required string ResetSecret { get; init; }
    public required string ConfirmSecret { get; init; }

    public static Task<TownLife> Live(IServiceProvider services, long writer, long reader, Id note, string source) =>
        new Living(services, Caller(writer, Town.Writer, "zh-CN"), Caller(reader, Town.Reader, "en"), note, source).Run();

    private static Caller Caller(long id, string handle, string language) => new(id, handle, Rights.Member, language, null, "", true);

    private sealed class Living(IServiceProvider services, Caller writer, Caller reader, Id note, string source)
    {
        private readonly AppDb db = services.GetRequiredService<AppDb>();
        private readonly Instant now = Instant.Now(services.GetRequiredService<TimeProvider>());
        private Dictionary<string, long> skus = [];

        public async Task<TownLife> Run()
        {
            skus = await services.GetRequiredService<BringGoods>().Known(source, "sku");
            var paid = await Bought("paid", 0.5, PastStage.Paid);
            var (unpaid, payUrl) = await OrderSomething();
            await PutInCart("tent/1-0");
            await PutInCart("lamp/");
            await Park();
            await Edit();
            var (thread, comment) = await Talk();
            var reviewed = await Bought("reviewed", 20, PastStage.Received, 5, "Packs small, pitches in the dark.", "谢谢，路上小心。");
            var review = await ReviewOf(reviewed);
            await Complain(thread, review);
            return new()
            {
                Unpaid = unpaid, PayUrl = payUrl, Paid = paid, PaidPart = await db.Set<SubOrder>().Where(s => s.OrderId == paid.Value).Select(s => s.Id).SingleAsync(),
                Shipped = await Bought("shipped", 3, PastStage.Shipped), Received = await Bought("received", 9, PastStage.Received),
                Reviewed = reviewed, Review = review, Sku = Sku("tent/0-0"),
                Thread = thread, Comment = comment, Collection = await Collect(), Draft = await Begin(),
                ResetSecret = await Letter(reader, MailTokenFor.Reset), ConfirmSecret = await Letter(writer, MailTokenFor.Confirm),
            };
        }

        private Id Sku(string name) => skus[name];

        private async Task<Id> Bought(string name, double days, PastStage stage, int? stars = null, string? text = null, string? reply = null)
        {
            var bring = services.GetRequiredService<BringReviews>();
            await bring.Run(source, [new(name, reader.Member, Sku("tent/0-1").Value, now.Minus(TimeSpan.FromDays(days))) { Stage = stage, Stars = stars, Text = text, Reply = reply }]);
            return (await bring.Known(source))[name];
        }

        private async Task<(Id Order, string PayUrl)> OrderSomething()
        {
            var address = await services.GetRequiredService<KeepAddress>().Add(reader, new("Juniper Hale", "13800002046", "CN-ZJ", "18 Bamboo Lane, Hangzhou", "Home"));
            await PutInCart("lamp/");
            var lines = await services.GetRequiredService<Basket>().OfCart(reader.Member, pickedOnly: true);
            var total = lines.GroupBy(l => l.Shop.Id).Select(g => Sum.Of([.. g])).Sum(s => s.Total.Minor);
            var http = new DefaultHttpContext { RequestServices = services, Request = { Scheme = "http", Host = new("localhost") } };
            var placed = await services.GetRequiredService<PlaceOrder>().Run(reader, new(address.Id, [.. lines.Select(l => new PlaceOrder.Seen(l.Sku.Id, l.Quantity, l.Sku.Price.Minor))], total), http);
            return (placed.Order, placed.PayUrl!);
        }

        private Task PutInCart(string name) => services.GetRequiredService<AddToCart>().Run(reader, new(Sku(name)));

        // There and back, so that the note has a history and says what it said.
        private async Task Edit()
        {
            var said = await services.GetRequiredService<NoteAccess>().Own(note, writer);
            var before = FillNoteForm.InputOf(said, [], []);
            var other = FillNoteForm.InputOf(said, [], []);
            (other.Body, other.Place!.Name) = (said.Body + " 第二天放晴了。", "莫干山脚下");
            other.Pictures.RemoveAt(other.Pictures.Count - 1);
            db.ChangeTracker.Clear();
            var edit = services.GetRequiredService<EditNote>();
            await edit.Run(writer, note, other);
            await edit.Run(writer, note, before);
        }

        private async Task<(Id Thread, Id Answer)> Talk()
        {
            var write = services.GetRequiredService<WriteComment>();
            var thread = await write.Run(reader, note, new("Which pass is that behind the tent?", null, null));
            return (thread, await write.Run(writer, note, new("莫干山的西边，走两个小时。", thread, null)));
        }

        private async Task Complain(Id comment, Id review)
        {
            await services.GetRequiredService<ReportComment>().Run(writer, comment, ReportReason.Untrue);
            await services.GetRequiredService<ReportNote>().Run(reader, note, ReportReason.Spam);
            await services.GetRequiredService<ReportReview>().Run(writer, review, "It is of another tent");
        }

        private async Task<Id> ReviewOf(Id order) => await db.Set<Review>().Where(r => db.Set<OrderLine>().Any(l => l.Id == r.OrderLineId && l.OrderId == order.Value)).Select(r => r.Id).SingleAsync();

        private async Task<Id> Collect()
        {
            var made = await services.GetRequiredService<KeepCollection>().Make(writer, new("雨天带什么", "出门前看一眼。", CollectionVisibility.Public));
            await services.GetRequiredService<SaveNote>().Put(writer, note, made.Id);
            return made.Id;
        }

        private async Task<Id> Begin() => (await services.GetRequiredService<KeepDraft>().Begin(writer, new() { Title = "下一次去哪里", Body = "想看雪。" })).Id;

        private async Task<string> Letter(Caller to, MailTokenFor purpose)
        {
            var member = await db.Set<Member>().SingleAsync(m => m.Id == to.Member);
            member.Write($"{member.Handle}@town.example");
            db.Add(MailToken.Make(member, purpose, now, out var secret));
            await db.SaveChangesAsync();
            return secret;
        }

        // Of a handler nobody has, so that no dispatcher takes it.
        private Task Park()
        {
            var row = new OutboxRow { Id = db.NextId(), Lane = 0, Handler = "Nobody:Nothing", Type = "Nothing", Key = "town", Body = "{}" };
            db.Add(row);
            db.Entry(row).Property(r => r.State).CurrentValue = OutboxState.Parked;
            db.Entry(row).Property(r => r.Error).CurrentValue = "Broke: on purpose";
            return db.SaveChangesAsync();
        }
    }
}
