#include "town/name_lists.h"

namespace kith::town {

const WordLists kGirlNames = {
    // Anglo
    "Emma Olivia Ava Sophia Charlotte Amelia Harper Evelyn Abigail Emily Elizabeth Avery Ella Madison Scarlett Grace "
    "Chloe "
    "Lily Riley Aria Zoey Nora Hannah Lillian Addison Aubrey Ellie Stella Natalie Zoe Leah Hazel Violet Aurora "
    "Savannah "
    "Audrey Brooklyn Bella Claire Skylar Lucy Paisley Everly Anna Caroline Nova Kennedy Emilia Kinsley Naomi Allison "
    "Gabriella Madelyn Cora Ruby Eva Serenity Autumn Adeline Hailey Gianna Quinn Nevaeh Ivy Sadie Piper Lydia "
    "Josephine "
    "Delilah Vivian Alice Sarah Arianna Eliana Clara Athena Julia Rylee Sophie Madeline Peyton Kaylee Melanie "
    "Mackenzie "
    "Adalynn Liliana Reagan Jade Rachel Margaret Katherine Mary Faith Isla Eden Brianna Alexandra Andrea Taylor Molly "
    "Jasmine Ariana Norah Summer Jocelyn Kylie Payton Alyssa Brooke Paige Morgan Lauren Sydney Megan Rebecca Haley "
    "Jenna "
    "Shelby Kelsey Erin Holly Amber Heather Kathryn Catherine Abby Maggie Tessa Georgia Daisy Willow Rose Juniper Iris "
    "June "
    "Eleanor Penelope Phoebe Rowan Sloane Harlow Wren Fiona Maeve Teagan Callie Lila Lyla Mila Layla Maya Nina",
    // Hispanic
    "Sofía Isabella Camila Valentina Valeria Mariana Gabriela Lucía Ximena Daniela Natalia María Victoria Ana Elena "
    "Guadalupe Alejandra Fernanda Paola Andrea Diana Juliana Carolina Renata Regina Adriana Catalina Esmeralda "
    "Angélica "
    "Mónica Verónica Leticia Rosa Carmen Alicia Beatriz Bianca Brenda Cecilia Claudia Cristina Dulce Estefanía "
    "Estrella "
    "Fátima Giselle Graciela Itzel Ivonne Jazmín Jimena Karla Lorena Luz Marisol Maite Mercedes Miranda Nayeli Noemí "
    "Paloma "
    "Patricia Perla Pilar Raquel Rocío Sandra Selena Silvia Soledad Teresa Vanessa Viviana Yaretzi Yesenia Yolanda "
    "Zulema "
    "Ariadna Abril Aitana Araceli Azul Belén Citlali",
    // African American
    "Imani Aaliyah Kiara Destiny Nia Amara Zuri Ebony Kayla Tiana Jada Laila Makayla Raven Sanaa Shania Tamia Tanisha "
    "Tianna Unique Zaria Zora Aniyah Deja Diamond Essence Gabrielle Heaven Iyana Janae Kamiyah Keisha Lanae Latoya "
    "Mariah "
    "Monique Nyla Precious Saniyah Journee",
    // East Asian
    "Mei Linh Grace Jenny Ling Hana Yuna Mai Thuy Kim Lan Phuong Vy Anh Trinh Ngoc Xin Yan Jia Hui Min-ji Seo-yeon "
    "Ji-woo "
    "Yuki Sakura Akari Ayaka Mina Pa Mayli",
    // South Asian, Arabic, East African
    "Aisha Fatima Zahra Mariam Amina Priya Ananya Anika Diya Ishani Kavya Meera Nisha Pooja Riya Saanvi Shreya Tara "
    "Zainab "
    "Khadija Hafsa Halima Hodan Ifrah Iqra Maryam Nasra Nimo Noor Rania Rahma Ruqayya Safiya Salma Samira Sumaya "
    "Yasmin "
    "Yusra Hibo Ayaan",
};

const WordLists kBoyNames = {
    // Anglo
    "Liam Noah William James Oliver Benjamin Elijah Lucas Mason Logan Alexander Ethan Jacob Michael Daniel Henry "
    "Jackson "
    "Sebastian Aiden Matthew Samuel David Joseph Carter Owen Wyatt John Jack Luke Jayden Dylan Grayson Levi Isaac "
    "Gabriel "
    "Julian Anthony Jaxon Lincoln Joshua Christopher Andrew Theodore Caleb Ryan Asher Nathan Thomas Leo Isaiah Charles "
    "Josiah Hudson Christian Hunter Connor Eli Ezra Aaron Landon Adrian Jonathan Nolan Jeremiah Easton Elias Colton "
    "Cameron "
    "Carson Robert Angel Maverick Nicholas Dominic Jaxson Greyson Adam Ian Austin Jordan Cooper Brayden Roman Evan "
    "Xavier Jace Everett Kayden Axel Wesley Bryson Bennett Silas Declan Weston Micah Damian Chase Vincent Ryder "
    "Kingston "
    "Sawyer Gavin Ashton Justin Kevin Tyler Zachary Brandon Kyle Patrick Timothy Steven Richard Edward Peter Philip "
    "George "
    "Gregory Kenneth Stephen Scott Eric Mark Paul Brian Jason Jeffrey Frank Raymond Walter Arthur Oscar Simon Max "
    "Miles "
    "Parker Blake Brody Bryce Camden Cole Collin Derek Devin Dustin Finn Garrett Grant Harrison Jared Jesse Joel Kaden",
    // Hispanic
    "Mateo Santiago Diego Ángel Luis Carlos José Juan Alejandro Miguel Emiliano Gael Iker Joaquín Ángelo Andrés "
    "Antonio "
    "Javier Jesús Manuel Fernando Eduardo Ricardo Rafael Francisco Emmanuel Cristian César Sergio Pablo Marco Mario "
    "Alberto "
    "Alfredo Álvaro Armando Arturo Damián Edgar Emilio Enrique Ernesto Esteban Fabián Felipe Gerardo Gilberto "
    "Guillermo "
    "Gustavo Héctor Hugo Ignacio Ismael Israel Iván Jaime Jorge Julio Leonardo Lorenzo Marcos Martín Maximiliano "
    "Moisés "
    "Nicolás Omar Orlando Óscar Pedro Ramiro Ramón Raúl René Roberto Rodrigo Rogelio Rubén Salvador Saúl Tomás Uriel "
    "Víctor "
    "Vicente",
    // African American
    "Jaylen Malik Darius Xavier Amari Kamari Tyrone Terrell Jalen Jamal DeAndre DeShawn Marquis Trevon Tyrese Zaire "
    "Kobe Kareem Lamar Marcus Maurice Messiah Khalil King Isaiah Elijah Andre Antoine Cedric Cortez Dante Darnell "
    "Demetrius "
    "Devonte Dion Donte Jermaine Keyshawn Rashad Semaj",
    // East Asian
    "Minh Kevin Jun Wei Hao Jian Ming Bao Duc Hieu Huy Khoa Long Nam Phong Quan Tuan Viet Vinh Min-jun Seo-jun Ji-ho "
    "Haruto Kenji Ren Sota Tou Xeng Yang Zhen",
    // South Asian, Arabic, East African
    "Muhammad Mohamed Ahmed Ali Omar Ibrahim Yusuf Hamza Abdullah Abdi Arjun Aarav Aditya Rohan Vihaan Aryan Dev "
    "Ishaan "
    "Karan Krishna Nikhil Pranav Rahul Rohit Sai Vikram Bilal Hassan Hussein Idris Ismail Khalid Mahad Mustafa Osman "
    "Rayan "
    "Said Salman Yahya Zakariya",
};

const WordLists kAdultWomen = {
    "Jennifer Jessica Amanda Sarah Ashley Melissa Nicole Elizabeth Heather Stephanie Michelle Kimberly Amy Angela "
    "Rebecca "
    "Laura Rachel Kelly Christina Megan Lisa Crystal Erin Tiffany Lauren Julie Karen Susan Mary Linda Barbara Deborah "
    "Donna "
    "Carol Sharon Cynthia Pamela Diane Tracy Dawn",
    "María Guadalupe Ana Rosa Leticia Claudia Sandra Patricia Adriana Verónica Gabriela Alejandra Carmen Elena Teresa "
    "Luz "
    "Yolanda Silvia Lorena Mónica Norma Maribel Irma Araceli Blanca",
    "Keisha Latoya Tamika Monique Ebony Tanisha Shanice Yolanda Denise Felicia Nicole Danielle Jasmine Kendra Latasha",
    "Linh Hoa Mei Lan Thuy Kim Jenny Xiu Yan Hui Ji-young Yuki",
    "Fatima Amina Priya Sunita Khadija Halima Anjali Deepa Zainab Noor Rania Hodan",
};

const WordLists kAdultMen = {
    "Michael Christopher Matthew Joshua David James Daniel Robert John Joseph Jason Justin Ryan Brian William Jonathan "
    "Eric "
    "Brandon Adam Kevin Steven Thomas Timothy Kyle Richard Jeffrey Jeremy Scott Mark Paul Gary Larry Dennis Roger "
    "Terry",
    "José Juan Luis Carlos Jesús Jorge Miguel Francisco Antonio Manuel Ricardo Roberto Javier Fernando Raúl Eduardo "
    "Sergio "
    "Rafael Martín Arturo Óscar Mario Alberto",
    "Marcus Andre Terrence Jermaine Darnell Reginald Maurice Cedric Tyrone Curtis Derrick Antoine Lamar",
    "Minh Tuan Wei Hung Jian Dung Ming Kenji Sung-ho Tou",
    "Mohamed Ahmed Ali Hassan Raj Sanjay Vikram Omar Abdi Khalid Imran Ibrahim",
};

const std::string_view kNicknames =
    "William:Will,Bill,Billy,Liam Elizabeth:Liz,Beth,Lizzie,Eliza Robert:Bob,Rob,Bobby James:Jim,Jimmy,Jamie "
    "John:Johnny,Jack "
    "Michael:Mike,Mikey Christopher:Chris,Topher Matthew:Matt Daniel:Dan,Danny Joseph:Joe,Joey Samuel:Sam,Sammy "
    "Benjamin:Ben,Benji Alexander:Alex,Xander Nicholas:Nick,Nicky Jonathan:Jon,Jonny Joshua:Josh Andrew:Andy,Drew "
    "Anthony:Tony Thomas:Tom,Tommy Charles:Charlie,Chuck Theodore:Theo,Teddy Zachary:Zach,Zack Timothy:Tim,Timmy "
    "Steven:Steve Richard:Rick,Rich,Dick Edward:Ed,Eddie,Ted Gregory:Greg Kenneth:Ken,Kenny Jeffrey:Jeff Raymond:Ray "
    "Patrick:Pat,Paddy Nathan:Nate Gabriel:Gabe Jacob:Jake Henry:Hank,Harry David:Dave,Davey Joel:Joey Ethan:Ethan "
    "Katherine:Kate,Katie,Kathy,Kat Kathryn:Kate,Kathy Catherine:Cathy,Cate Margaret:Maggie,Meg,Peggy "
    "Rebecca:Becky,Becca "
    "Abigail:Abby,Gail Madison:Maddie Madeline:Maddie Madelyn:Maddie Isabella:Bella,Izzy Olivia:Liv,Livvy "
    "Emily:Em,Emmy "
    "Amelia:Amy,Millie Evelyn:Evie Eleanor:Ellie,Nell,Nora Penelope:Penny Josephine:Josie,Jo Natalie:Nat "
    "Charlotte:Charlie,Lottie "
    "Savannah:Savvy Alexandra:Alex,Lexi,Sandra Allison:Allie,Ali Caroline:Carrie,Caro Gabriella:Gabby Gabriela:Gaby "
    "Victoria:Vicky,Tori Jennifer:Jen,Jenny Jessica:Jess,Jessie Mackenzie:Kenzie Samantha:Sam Lillian:Lily "
    "Audrey:Audie "
    "Francisco:Paco,Pancho,Frank José:Pepe,Joe Jesús:Chuy Guadalupe:Lupe,Lupita Ignacio:Nacho Alejandro:Alex,Ale "
    "Alejandra:Ale,Alex Guillermo:Memo Eduardo:Lalo,Eddie Roberto:Beto Alberto:Beto Enrique:Kike,Quique "
    "Manuel:Manny,Manolo "
    "Rafael:Rafa Santiago:Santi,Chago Sebastian:Seb Mateo:Teo Fernando:Nando,Fer Fernanda:Fer Antonio:Tony,Toño "
    "Gerardo:Jerry "
    "Daniela:Dani Mariana:Mari María:Mari Isabel:Isa Valentina:Vale Valeria:Vale Ximena:Xime Teresa:Tere Rosa:Rosita "
    "Leticia:Lety Beatriz:Betty Cristina:Cris Graciela:Chela Ricardo:Ricky,Rick Maximiliano:Max Leonardo:Leo "
    "Emiliano:Emi "
    "Miguel:Mike Luis:Lucho Juan:Johnny Javier:Javi Nicolás:Nico Salvador:Chava Mercedes:Meche Dolores:Lola "
    "Muhammad:Mo Mohamed:Mo Ibrahim:Abe Abdullah:Abdi Aaliyah:Liyah Makayla:Kayla Gabrielle:Gabby Demetrius:Dee "
    "Maurice:Reece";

const std::string_view kStreetNames =
    "Oak Maple Cedar Pine Elm Washington Lake Hill Walnut Spring North Ridge Lincoln Church Willow Mill Sunset "
    "Railroad Jackson "
    "West Cherry South Center Highland Franklin River Jefferson Meadow Forest Park Chestnut Locust Adams Poplar "
    "Dogwood "
    "Magnolia Sycamore Birch Hickory Madison Monroe Grant College Prospect Pleasant Valley Garden Orchard Fairview "
    "Summit "
    "Woodland Liberty Union Market Bridge Canal Harbor Bay Shore Canyon Mesa Vista Juniper Aspen Laurel Holly Ash "
    "Spruce "
    "Hawthorne Linden Cottonwood Bluebird Cardinal Robin Eagle Falcon Quail Martin_Luther_King_Jr Cesar_Chavez "
    "Roosevelt "
    "Kennedy Wilson Cleveland Harrison Taylor Polk Tyler Pierce Arthur Hayes Garfield Third Fourth Fifth Sixth Seventh "
    "Eighth "
    "Ninth Tenth Eleventh Twelfth";

const std::string_view kStreetKinds = "St Ave Dr Rd Ln Ct Blvd Way Pl Cir Street Avenue Drive Road Lane";

}  // namespace kith::town
