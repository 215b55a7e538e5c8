using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place;

public sealed class PlaceModule : IModule
{
    public string Name => "place";
    public int Floor => 5;

    public void Model(ModelBuilder model) { }
}
