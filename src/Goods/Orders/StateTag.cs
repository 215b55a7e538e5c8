namespace Kaki.Goods.Orders;

/// <summary>The colour of a state beside its word: honey waits, sky is on its way, leaf has arrived.</summary>
internal static class StateTag
{
    public static string Tag(this SubState state) => state switch
    {
        SubState.Placed or SubState.Paid => "tag-honey",
        SubState.PartShipped or SubState.Shipped => "tag-sky",
        SubState.Received or SubState.Done => "tag-leaf",
        _ => "",
    };
}
