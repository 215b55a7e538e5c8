namespace Kaki.Kernel.Faces;

/// <summary>A number beside an item of the navigation ("notices", "cart"), told by the floor that knows it. One query at the most.</summary>
public interface IBadge
{
    string Item { get; }
    ValueTask<int> Of(Caller caller);
}
