using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods;

public sealed class GoodsModule : IModule
{
    public string Name => "goods";
    public int Floor => 4;

    public void Model(ModelBuilder model) { }
}
