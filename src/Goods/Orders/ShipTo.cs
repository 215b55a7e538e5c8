using Kaki.Kernel;

namespace Kaki.Goods.Orders;

/// <summary>Where an order goes: the address as it was when the order was placed. Never written to a log.</summary>
internal sealed record ShipTo(string Name, string Phone, string Region, string Street)
{
    public static readonly ShipTo Nowhere = new("", "", "", "");

    /// <summary>As it is shown to who need not know it all: 许** · 138****2046 · 竹竿巷****.</summary>
    public ShipTo Masked() => new(MaskedName(Name), MaskedPhone(Phone), Region, MaskedStreet(Street));

    public static string MaskedName(string name) => name.Length == 0 ? "" : char.IsHighSurrogate(name[0]) && name.Length > 1 ? name[..2] + "**" : name[..1] + "**";

    public static string MaskedPhone(string phone) => phone.Length < 7 ? "****" : phone[..3] + "****" + phone[^Math.Min(4, phone.Length - 5)..];

    public static string MaskedStreet(string street) => street.CutTo(Math.Min(6, street.Length / 3)) + "****";

    // A record prints its members; this one must not reach a log by accident.
    public override string ToString() => "ShipTo";
}
