using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Place.Cards;
using Kaki.Place.Feed;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Kaki.Place.Topics;

internal sealed class TopicPageModel(ReadTopic read, DescribeTopic describe, CardList list) : FeedPageModel(list), IShowAgain
{
    public override string Tab => "topic";
    public TopicView Topic { get; private set; } = null!;
    public TopicOrder Sort { get; private set; }
    public bool MayDescribe => Caller.May(Rights.Operate);

    /// <summary>What was written of it and refused.</summary>
    public string? Written { get; private set; }
    public string Address => PublicAddress.Of(HttpContext, Path);
    public string Path => "/topics/" + Uri.EscapeDataString(Topic.Name);

    public async Task<IActionResult> OnGet(string name, Cursor? after, Id? served, TopicOrder sort = TopicOrder.Hot, int from = 0)
    {
        Topic = await read.Run(Caller, name);
        Sort = sort;
        from = Math.Clamp(from, 0, 100_000);
        return await Show(await read.Notes(Caller, Topic, sort, after, served, from, WithoutAi));
    }

    public async Task<IActionResult> OnPost(string name, string? description)
    {
        Written = description;
        Topic = await read.Run(Caller, name);
        await describe.Run(Caller, Topic.Id, new(description));
        return this.SeeOther(Path);
    }

    public async Task Fill(Caller caller) => await Show(await read.Notes(caller, Topic, TopicOrder.Hot, null, null, 0, WithoutAi));
}
