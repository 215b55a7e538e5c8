using Kaki.Learning.Vision;

namespace Kaki.Learning.Tests.Docs;

#pragma warning disable // what a page shows is not written for this house's analysers

static class Vision
{
    public static void Show(IEnumerable<(long Id, byte[] Rgb, int Width, int Height)> pictures, byte[] upload, int w, int h)
    {
        var index = new CopyIndex();
        foreach (var (id, rgb, width, height) in pictures)
            index.Put(id, Fingerprint.Of(new Pixels(rgb, width, height)));          // some 20 ms, 14 kB

        var asked = Fingerprint.Of(new Pixels(upload, w, h), Fingerprint.ToAsk);     // more landmarks: it may be a collage
        foreach (var copy in index.Find(asked))                                      // the surest first
            Console.WriteLine($"{copy.Id}: score {copy.Score:0.0}, {copy.Overlap.OfKept:P0} of it is here");

        index.Save("copies.model");                                                  // and CopyIndex.Load
    }
}
