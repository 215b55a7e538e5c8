using System.IO.Compression;
using System.Text;

namespace Kaki.Tests.Host.Import;

/// <summary>A folder of lifestyle data as small as it can be, with painted pictures, for a test to spoil.</summary>
internal sealed class SmallLifestyle : IDisposable
{
    public const string Catalogue = "photos/outdoor/catalog.json", Labels = "photos/clothing/images.csv", Classes = "photos/grocery/classes.csv", Reviews = "reviews/womens-clothing-reviews.csv.gz";
    public const string ReviewColumns = ",Clothing ID,Age,Title,Review Text,Rating,Recommended IND,Positive Feedback Count,Division Name,Department Name,Class Name";
    private int painted;

    public SmallLifestyle()
    {
        Write(Catalogue, """
            [
              { "Id": 1, "Type": "Footwear", "Brand": "Daybird", "Name": "Wanderer Black Hiking Boots", "Description": "Waterproof leather, a durable sole.", "Price": 109.99 },
              { "Id": 2, "Type": "Trekking", "Brand": "XE", "Name": "Nomad 2-Person Tent", "Description": "A lightweight 2-person tent, reinforced.", "Price": 229 }
            ]
            """);
        Paint("photos/outdoor/1.webp", "photos/outdoor/2.webp", "photos/home/electric-kettle-1-7l.webp", "photos/home/electric-kettle-1-7l-black.webp", "photos/home/electric-kettle-1-7l-white.webp");
        Write(Labels, "image,label,kids\nshirt,T-Shirt,False\nboots,Shoes,False\nbody,Body,True\n");
        Paint("photos/clothing/shirt.jpg", "photos/clothing/boots.jpg", "photos/clothing/body.jpg");
        Write(Classes, """
            Class Name (str),Class ID (int),Coarse Class Name (str),Coarse Class ID (int),Iconic Image Path (str),Product Description Path (str)
            Kiwi,7,Kiwi,3,/iconic-images-and-descriptions/Fruit/Kiwi/Kiwi_Iconic.jpg,/iconic-images-and-descriptions/Fruit/Kiwi/Kiwi_Description.txt
            Oatly-Oat-Milk,44,Oat-Milk,29,/iconic-images-and-descriptions/Packages/Oat-Milk/Oatly-Oat-Milk/Oatly-Oat-Milk_Iconic.jpg,x
            """);
        Write("photos/grocery/Kiwi_Description.txt", "Green inside.");
        Paint("photos/grocery/Kiwi_Iconic.jpg", "photos/grocery/Oatly-Oat-Milk_Iconic.jpg", "photos/grocery/instore/Kiwi_001.jpg", "photos/grocery/instore/Kiwi_002.jpg", "photos/grocery/instore/Oatly-Oat-Milk_007.jpg");
        Write("photos/flowers/LICENSE.txt", "Under CC-BY.\n\ndaisy/one.jpg CC-BY by Somebody Kind - https://www.example.org/one/\ntulips/two.jpg CC-BY by Somebody Else - https://www.example.org/two/\n");
        Paint("photos/flowers/one.jpg", "photos/flowers/two.jpg");
        WriteReviews(
            "0,767,33,,Absolutely wonderful,4,1,0,Initmates,Intimate,Intimates",
            "1,1080,34,,\"Love this dress!  it's \"\"so\"\" pretty,\nall of it.\",5,1,2,General,Dresses,Dresses",
            "2,1080,60,Some flaws,It tore.,2,0,1,General,Dresses,Dresses",
            "3,1049,50,My favourite,,5,1,0,General Petite,Bottoms,Pants");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("kaki-lifestyle-").FullName;

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    public void WriteReviews(params string[] rows)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', [ReviewColumns, .. rows])));
        Write(Reviews, packed.ToArray());
    }

    public void Remove(string name) => File.Delete(Path.Combine(Folder, name));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Paint(params string[] names)
    {
        foreach (var name in names) Write(name, Painted.Png(160, 200, ++painted));
    }
}
