import "./toast";
import "./act";
import "./sheet";
import "./forms";
import "./part";
import "./small";
import { wake, whenSeen } from "./kit";
import { startCommands } from "./commands";

whenSeen("k-upload", () => import("./upload"));
whenSeen("k-write", () => import("./write"));
whenSeen("k-draft", () => import("./draft"));
whenSeen("k-view", () => import("./view"));

wake();
startCommands();
