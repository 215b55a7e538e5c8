using System.Text.Json.Serialization;
using Kaki.Kernel;
using Kaki.Place.Notes;

namespace Kaki.Place.Publishing;

/// <summary>What a form or a program sends for a note. Topics and mentions are also found in the body (#…, @…). A list that is null is none.</summary>
internal sealed class NoteInput
{
    public string? Title { get; set; }
    public string? Body { get; set; }
    public List<PictureInput> Pictures { get; set => field = value ?? []; } = [];
    public List<TagInput> Tags { get; set => field = value ?? []; } = [];
    [JsonConverter(typeof(OneOrMany<string>))]
    public List<string> Topics { get; set => field = value ?? []; } = [];
    public Visibility Visibility { get; set; }

    /// <summary>Handles of the people a note for selected people is meant for.</summary>
    [JsonConverter(typeof(OneOrMany<string>))]
    public List<string> Viewers { get; set => field = value ?? []; } = [];
    public CommentPolicy Comments { get; set; }
    [JsonConverter(typeof(YesNo))]
    public bool HoldComments { get; set; }
    [JsonConverter(typeof(OneOrMany<Disclosure>))]
    public List<Disclosure> Disclosures { get; set => field = value ?? []; } = [];
    public PlaceInput? Place { get; set; }

    public sealed class PictureInput
    {
        public Id Id { get; set; }
        public string? Alt { get; set; }
    }

    /// <summary>X and Y from 0 to 100, percent from the top left.</summary>
    public sealed class TagInput
    {
        public Id ProductId { get; set; }
        public int PictureIndex { get; set; }
        public double X { get; set; }
        public double Y { get; set; }
    }

    public sealed class PlaceInput
    {
        public string? Name { get; set; }
        public string? City { get; set; }
        public double? Latitude { get; set; }
        public double? Longitude { get; set; }
    }
}
