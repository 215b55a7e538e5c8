using Kaki.Kernel;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Topics;

internal sealed class TopicsPageModel(HotTopics hot, ListTopics list) : PageModel
{
    public IReadOnlyList<TopicHeat> Hot { get; private set; } = [];
    public IReadOnlyList<string> Own { get; private set; } = [];

    public async Task OnGet()
    {
        Hot = await hot.Top(HotTopics.MostHot);
        if (HttpContext.Caller().SignedIn) Own = [.. (await list.Followed(HttpContext.Caller())).Items.Select(t => t.Name)];
    }
}
