using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Cart;

/// <summary>The pieces in the cart, beside its item in the navigation.</summary>
internal sealed class CartBadge(AppDb db, MemberShelf shelf) : IBadge
{
    public string Item => "cart";

    public async ValueTask<int> Of(Caller caller) =>
        caller.MemberId is { } me ? (await shelf.Of(me, async () => new Pieces(await db.Set<CartLine>().Where(l => l.MemberId == me).SumAsync(l => l.Quantity)), _ => 0)).Count : 0;

    private sealed record Pieces(int Count);
}
