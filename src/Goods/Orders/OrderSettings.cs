using Microsoft.Extensions.Configuration;

namespace Kaki.Goods.Orders;

/// <summary>How long things may take. Section <c>Orders</c>; the defaults run.</summary>
/// <param name="PayMinutes">Stock is held this long for an order that is not paid yet; then it is cancelled.</param>
/// <param name="ConfirmDays">So many days after the last parcel went out the goods count as received.</param>
/// <param name="DoneDays">So many days after receipt the order is done.</param>
/// <param name="LateDays">So many days after the day a shop promised to send by, what it has not sent is called off and paid back.</param>
/// <param name="DecideDays">So many days after the time to pay an order whose payment waits for an operator is called off all the same; the payment goes on waiting.</param>
internal sealed record OrderSettings(int PayMinutes = 30, int ConfirmDays = 10, int DoneDays = 7, int LateDays = 7, int DecideDays = 3)
{
    public static OrderSettings From(IConfiguration configuration)
    {
        var given = configuration.GetSection("Orders");
        return new(Read(given["PayMinutes"], 30, 24 * 60), Read(given["ConfirmDays"], 10, 90), Read(given["DoneDays"], 7, 90), Read(given["LateDays"], 7, 90), Read(given["DecideDays"], 3, 90));
    }

    public TimeSpan ToPay => TimeSpan.FromMinutes(PayMinutes);
    public TimeSpan ToConfirm => TimeSpan.FromDays(ConfirmDays);
    public TimeSpan UntilDone => TimeSpan.FromDays(DoneDays);
    public TimeSpan ToDecide => TimeSpan.FromDays(DecideDays);
    public TimeSpan ToGiveUp => TimeSpan.FromDays(LateDays);

    private static int Read(string? text, int otherwise, int most) => int.TryParse(text, out var n) ? Math.Clamp(n, 1, most) : otherwise;
}
