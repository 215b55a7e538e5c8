using System.Text.RegularExpressions;
using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Addresses;

/// <summary>A place parcels may go to. Seen by its owner only and never logged; an order keeps its own copy.</summary>
internal sealed partial class Address
{
    public const int Most = 20, LongestName = 40, LongestStreet = 120, LongestLabel = 10;

    public long Id { get; init; }
    public required long MemberId { get; init; }
    public string Name { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public string Region { get; private set; } = "";
    public string Street { get; private set; } = "";

    /// <summary>"Home", "Studio": the owner's own word, may be empty.</summary>
    public string Label { get; private set; } = "";
    public bool IsDefault { get; set; }
    public Instant MadeAt { get; init; }
    public long Version { get; private set; }

    public ShipTo ShipTo => new(Name, Phone, Region, Street);

    public void Write(string? name, string? phone, string? region, string? street, string? label)
    {
        var faults = new Faults();
        var (who, number, where, road, word) = (faults.Of(() => Text(name, "name", 1, LongestName)), faults.Of(() => PhoneOf(phone)), faults.Of(() => RegionOf(region)),
            faults.Of(() => Text(street, "street", 4, LongestStreet)), faults.Of(() => Text(label, "label", 0, LongestLabel)));
        faults.Refuse();
        (Name, Phone, Region, Street, Label) = (who!, number!, where!, road!, word!);
    }

    private static string RegionOf(string? given) => given is not null && Regions.All.Contains(given) ? given : throw Refusal.Invalid("region", "address.region");

    private static string Text(string? given, string field, int shortest, int longest)
    {
        var text = (given ?? "").Trim();
        if (text.Length < shortest || text.Length > longest || text.Any(char.IsControl)) throw Refusal.Invalid(field, "address." + field, shortest, longest);
        return text;
    }

    private static string PhoneOf(string? given)
    {
        var digits = Punctuation().Replace((given ?? "").Trim(), "");
        return PhoneShape().IsMatch(digits) ? digits : throw Refusal.Invalid("phone", "address.phone");
    }

    [GeneratedRegex("[ ()-]")]
    private static partial Regex Punctuation();

    // A mainland mobile or landline number, or any number with its country in front (E.164).
    [GeneratedRegex(@"^(\+[1-9][0-9]{6,14}|1[3-9][0-9]{9}|0[0-9]{9,11})\z")]
    private static partial Regex PhoneShape();

    public static void Map(ModelBuilder model) => model.Entity<Address>(e =>
    {
        e.ToTable("goods_addresses");
        e.Property(a => a.Name).HasMaxLength(LongestName);
        e.Property(a => a.Phone).HasMaxLength(20);
        e.Property(a => a.Region).HasMaxLength(10);
        e.Property(a => a.Street).HasMaxLength(LongestStreet);
        e.Property(a => a.Label).HasMaxLength(LongestLabel);
        e.Ignore(a => a.ShipTo);
        e.HasIndex(a => new { a.MemberId, a.Id });
    });
}
